/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.sync;

/**
 * Methods whose frames are of a known size where the stack is checked, for {@link SpareStack}. Each is one method, as one with a
 * small frame that calls one with a large frame asks for their sum only while the compiler makes one of them: otherwise the small
 * one's compiled frame takes 24 bytes.
 */
final class WideFrames {
    private WideFrames() {
    }

    /** 1,536 words of local variables. Methods without calls are not checked, so these have one that is not inlined to its end. */
    static void kib12() {
        int calls = 2;
        for (long w0, w1, w2, w3, w4, w5, w6, w7, w8, w9, wa, wb, wc, wd, we, wf, wg, wh, wi, wj, wk, wl, wm, wn, wo, wp, wq, wr,
                ws, wt, wu, wv, ww, wx, wy, wz, w10, w11, w12, w13, w14, w15, w16, w17, w18, w19, w1a, w1b, w1c, w1d, w1e, w1f, w1g,
                w1h, w1i, w1j, w1k, w1l, w1m, w1n, w1o, w1p, w1q, w1r, w1s, w1t, w1u, w1v, w1w, w1x, w1y, w1z, w20, w21, w22, w23,
                w24, w25, w26, w27, w28, w29, w2a, w2b, w2c, w2d, w2e, w2f, w2g, w2h, w2i, w2j, w2k, w2l, w2m, w2n, w2o, w2p, w2q,
                w2r, w2s, w2t, w2u, w2v, w2w, w2x, w2y, w2z, w30, w31, w32, w33, w34, w35, w36, w37, w38, w39, w3a, w3b, w3c, w3d,
                w3e, w3f, w3g, w3h, w3i, w3j, w3k, w3l, w3m, w3n, w3o, w3p, w3q, w3r, w3s, w3t, w3u, w3v, w3w, w3x, w3y, w3z, w40,
                w41, w42, w43, w44, w45, w46, w47, w48, w49, w4a, w4b, w4c, w4d, w4e, w4f, w4g, w4h, w4i, w4j, w4k, w4l, w4m, w4n,
                w4o, w4p, w4q, w4r, w4s, w4t, w4u, w4v, w4w, w4x, w4y, w4z, w50, w51, w52, w53, w54, w55, w56, w57, w58, w59, w5a,
                w5b, w5c, w5d, w5e, w5f, w5g, w5h, w5i, w5j, w5k, w5l, w5m, w5n, w5o, w5p, w5q, w5r, w5s, w5t, w5u, w5v, w5w, w5x,
                w5y, w5z, w60, w61, w62, w63, w64, w65, w66, w67, w68, w69, w6a, w6b, w6c, w6d, w6e, w6f, w6g, w6h, w6i, w6j, w6k,
                w6l, w6m, w6n, w6o, w6p, w6q, w6r, w6s, w6t, w6u, w6v, w6w, w6x, w6y, w6z, w70, w71, w72, w73, w74, w75, w76, w77,
                w78, w79, w7a, w7b, w7c, w7d, w7e, w7f, w7g, w7h, w7i, w7j, w7k, w7l, w7m, w7n, w7o, w7p, w7q, w7r, w7s, w7t, w7u,
                w7v, w7w, w7x, w7y, w7z, w80, w81, w82, w83, w84, w85, w86, w87, w88, w89, w8a, w8b, w8c, w8d, w8e, w8f, w8g, w8h,
                w8i, w8j, w8k, w8l, w8m, w8n, w8o, w8p, w8q, w8r, w8s, w8t, w8u, w8v, w8w, w8x, w8y, w8z, w90, w91, w92, w93, w94,
                w95, w96, w97, w98, w99, w9a, w9b, w9c, w9d, w9e, w9f, w9g, w9h, w9i, w9j, w9k, w9l, w9m, w9n, w9o, w9p, w9q, w9r,
                w9s, w9t, w9u, w9v, w9w, w9x, w9y, w9z, wa0, wa1, wa2, wa3, wa4, wa5, wa6, wa7, wa8, wa9, waa, wab, wac, wad, wae,
                waf, wag, wah, wai, waj, wak, wal, wam, wan, wao, wap, waq, war, was, wat, wau, wav, waw, wax, way, waz, wb0, wb1,
                wb2, wb3, wb4, wb5, wb6, wb7, wb8, wb9, wba, wbb, wbc, wbd, wbe, wbf, wbg, wbh, wbi, wbj, wbk, wbl, wbm, wbn, wbo,
                wbp, wbq, wbr, wbs, wbt, wbu, wbv, wbw, wbx, wby, wbz, wc0, wc1, wc2, wc3, wc4, wc5, wc6, wc7, wc8, wc9, wca, wcb,
                wcc, wcd, wce, wcf, wcg, wch, wci, wcj, wck, wcl, wcm, wcn, wco, wcp, wcq, wcr, wcs, wct, wcu, wcv, wcw, wcx, wcy,
                wcz, wd0, wd1, wd2, wd3, wd4, wd5, wd6, wd7, wd8, wd9, wda, wdb, wdc, wdd, wde, wdf, wdg, wdh, wdi, wdj, wdk, wdl,
                wdm, wdn, wdo, wdp, wdq, wdr, wds, wdt, wdu, wdv, wdw, wdx, wdy, wdz, we0, we1, we2, we3, we4, we5, we6, we7, we8,
                we9, wea, web, wec, wed, wee, wef, weg, weh, wei, wej, wek, wel, wem, wen, weo, wep, weq, wer, wes, wet, weu, wev,
                wew, wex, wey, wez, wf0, wf1, wf2, wf3, wf4, wf5, wf6, wf7, wf8, wf9, wfa, wfb, wfc, wfd, wfe, wff, wfg, wfh, wfi,
                wfj, wfk, wfl, wfm, wfn, wfo, wfp, wfq, wfr, wfs, wft, wfu, wfv, wfw, wfx, wfy, wfz, wg0, wg1, wg2, wg3, wg4, wg5,
                wg6, wg7, wg8, wg9, wga, wgb, wgc, wgd, wge, wgf, wgg, wgh, wgi, wgj, wgk, wgl, wgm, wgn, wgo, wgp, wgq, wgr, wgs,
                wgt, wgu, wgv, wgw, wgx, wgy, wgz, wh0, wh1, wh2, wh3, wh4, wh5, wh6, wh7, wh8, wh9, wha, whb, whc, whd, whe, whf,
                whg, whh, whi, whj, whk, whl, whm, whn, who, whp, whq, whr, whs, wht, whu, whv, whw, whx, why, whz, wi0, wi1, wi2,
                wi3, wi4, wi5, wi6, wi7, wi8, wi9, wia, wib, wic, wid, wie, wif, wig, wih, wii, wij, wik, wil, wim, win, wio, wip,
                wiq, wir, wis, wit, wiu, wiv, wiw, wix, wiy, wiz, wj0, wj1, wj2, wj3, wj4, wj5, wj6, wj7, wj8, wj9, wja, wjb, wjc,
                wjd, wje, wjf, wjg, wjh, wji, wjj, wjk, wjl, wjm, wjn, wjo, wjp, wjq, wjr, wjs, wjt, wju, wjv, wjw, wjx, wjy, wjz,
                wk0, wk1, wk2, wk3, wk4, wk5, wk6, wk7, wk8, wk9, wka, wkb, wkc, wkd, wke, wkf, wkg, wkh, wki, wkj, wkk, wkl, wkm,
                wkn, wko, wkp, wkq, wkr, wks, wkt, wku, wkv, wkw, wkx, wky, wkz, wl0, wl1, wl2, wl3, wl4, wl5, wl6, wl7, wl8, wl9,
                wla, wlb; calls > 0; calls--) {
            again(calls);
        }
    }

    /** 2,048 words. */
    static void kib16() {
        int calls = 2;
        for (long w0, w1, w2, w3, w4, w5, w6, w7, w8, w9, wa, wb, wc, wd, we, wf, wg, wh, wi, wj, wk, wl, wm, wn, wo, wp, wq, wr,
                ws, wt, wu, wv, ww, wx, wy, wz, w10, w11, w12, w13, w14, w15, w16, w17, w18, w19, w1a, w1b, w1c, w1d, w1e, w1f, w1g,
                w1h, w1i, w1j, w1k, w1l, w1m, w1n, w1o, w1p, w1q, w1r, w1s, w1t, w1u, w1v, w1w, w1x, w1y, w1z, w20, w21, w22, w23,
                w24, w25, w26, w27, w28, w29, w2a, w2b, w2c, w2d, w2e, w2f, w2g, w2h, w2i, w2j, w2k, w2l, w2m, w2n, w2o, w2p, w2q,
                w2r, w2s, w2t, w2u, w2v, w2w, w2x, w2y, w2z, w30, w31, w32, w33, w34, w35, w36, w37, w38, w39, w3a, w3b, w3c, w3d,
                w3e, w3f, w3g, w3h, w3i, w3j, w3k, w3l, w3m, w3n, w3o, w3p, w3q, w3r, w3s, w3t, w3u, w3v, w3w, w3x, w3y, w3z, w40,
                w41, w42, w43, w44, w45, w46, w47, w48, w49, w4a, w4b, w4c, w4d, w4e, w4f, w4g, w4h, w4i, w4j, w4k, w4l, w4m, w4n,
                w4o, w4p, w4q, w4r, w4s, w4t, w4u, w4v, w4w, w4x, w4y, w4z, w50, w51, w52, w53, w54, w55, w56, w57, w58, w59, w5a,
                w5b, w5c, w5d, w5e, w5f, w5g, w5h, w5i, w5j, w5k, w5l, w5m, w5n, w5o, w5p, w5q, w5r, w5s, w5t, w5u, w5v, w5w, w5x,
                w5y, w5z, w60, w61, w62, w63, w64, w65, w66, w67, w68, w69, w6a, w6b, w6c, w6d, w6e, w6f, w6g, w6h, w6i, w6j, w6k,
                w6l, w6m, w6n, w6o, w6p, w6q, w6r, w6s, w6t, w6u, w6v, w6w, w6x, w6y, w6z, w70, w71, w72, w73, w74, w75, w76, w77,
                w78, w79, w7a, w7b, w7c, w7d, w7e, w7f, w7g, w7h, w7i, w7j, w7k, w7l, w7m, w7n, w7o, w7p, w7q, w7r, w7s, w7t, w7u,
                w7v, w7w, w7x, w7y, w7z, w80, w81, w82, w83, w84, w85, w86, w87, w88, w89, w8a, w8b, w8c, w8d, w8e, w8f, w8g, w8h,
                w8i, w8j, w8k, w8l, w8m, w8n, w8o, w8p, w8q, w8r, w8s, w8t, w8u, w8v, w8w, w8x, w8y, w8z, w90, w91, w92, w93, w94,
                w95, w96, w97, w98, w99, w9a, w9b, w9c, w9d, w9e, w9f, w9g, w9h, w9i, w9j, w9k, w9l, w9m, w9n, w9o, w9p, w9q, w9r,
                w9s, w9t, w9u, w9v, w9w, w9x, w9y, w9z, wa0, wa1, wa2, wa3, wa4, wa5, wa6, wa7, wa8, wa9, waa, wab, wac, wad, wae,
                waf, wag, wah, wai, waj, wak, wal, wam, wan, wao, wap, waq, war, was, wat, wau, wav, waw, wax, way, waz, wb0, wb1,
                wb2, wb3, wb4, wb5, wb6, wb7, wb8, wb9, wba, wbb, wbc, wbd, wbe, wbf, wbg, wbh, wbi, wbj, wbk, wbl, wbm, wbn, wbo,
                wbp, wbq, wbr, wbs, wbt, wbu, wbv, wbw, wbx, wby, wbz, wc0, wc1, wc2, wc3, wc4, wc5, wc6, wc7, wc8, wc9, wca, wcb,
                wcc, wcd, wce, wcf, wcg, wch, wci, wcj, wck, wcl, wcm, wcn, wco, wcp, wcq, wcr, wcs, wct, wcu, wcv, wcw, wcx, wcy,
                wcz, wd0, wd1, wd2, wd3, wd4, wd5, wd6, wd7, wd8, wd9, wda, wdb, wdc, wdd, wde, wdf, wdg, wdh, wdi, wdj, wdk, wdl,
                wdm, wdn, wdo, wdp, wdq, wdr, wds, wdt, wdu, wdv, wdw, wdx, wdy, wdz, we0, we1, we2, we3, we4, we5, we6, we7, we8,
                we9, wea, web, wec, wed, wee, wef, weg, weh, wei, wej, wek, wel, wem, wen, weo, wep, weq, wer, wes, wet, weu, wev,
                wew, wex, wey, wez, wf0, wf1, wf2, wf3, wf4, wf5, wf6, wf7, wf8, wf9, wfa, wfb, wfc, wfd, wfe, wff, wfg, wfh, wfi,
                wfj, wfk, wfl, wfm, wfn, wfo, wfp, wfq, wfr, wfs, wft, wfu, wfv, wfw, wfx, wfy, wfz, wg0, wg1, wg2, wg3, wg4, wg5,
                wg6, wg7, wg8, wg9, wga, wgb, wgc, wgd, wge, wgf, wgg, wgh, wgi, wgj, wgk, wgl, wgm, wgn, wgo, wgp, wgq, wgr, wgs,
                wgt, wgu, wgv, wgw, wgx, wgy, wgz, wh0, wh1, wh2, wh3, wh4, wh5, wh6, wh7, wh8, wh9, wha, whb, whc, whd, whe, whf,
                whg, whh, whi, whj, whk, whl, whm, whn, who, whp, whq, whr, whs, wht, whu, whv, whw, whx, why, whz, wi0, wi1, wi2,
                wi3, wi4, wi5, wi6, wi7, wi8, wi9, wia, wib, wic, wid, wie, wif, wig, wih, wii, wij, wik, wil, wim, win, wio, wip,
                wiq, wir, wis, wit, wiu, wiv, wiw, wix, wiy, wiz, wj0, wj1, wj2, wj3, wj4, wj5, wj6, wj7, wj8, wj9, wja, wjb, wjc,
                wjd, wje, wjf, wjg, wjh, wji, wjj, wjk, wjl, wjm, wjn, wjo, wjp, wjq, wjr, wjs, wjt, wju, wjv, wjw, wjx, wjy, wjz,
                wk0, wk1, wk2, wk3, wk4, wk5, wk6, wk7, wk8, wk9, wka, wkb, wkc, wkd, wke, wkf, wkg, wkh, wki, wkj, wkk, wkl, wkm,
                wkn, wko, wkp, wkq, wkr, wks, wkt, wku, wkv, wkw, wkx, wky, wkz, wl0, wl1, wl2, wl3, wl4, wl5, wl6, wl7, wl8, wl9,
                wla, wlb, wlc, wld, wle, wlf, wlg, wlh, wli, wlj, wlk, wll, wlm, wln, wlo, wlp, wlq, wlr, wls, wlt, wlu, wlv, wlw,
                wlx, wly, wlz, wm0, wm1, wm2, wm3, wm4, wm5, wm6, wm7, wm8, wm9, wma, wmb, wmc, wmd, wme, wmf, wmg, wmh, wmi, wmj,
                wmk, wml, wmm, wmn, wmo, wmp, wmq, wmr, wms, wmt, wmu, wmv, wmw, wmx, wmy, wmz, wn0, wn1, wn2, wn3, wn4, wn5, wn6,
                wn7, wn8, wn9, wna, wnb, wnc, wnd, wne, wnf, wng, wnh, wni, wnj, wnk, wnl, wnm, wnn, wno, wnp, wnq, wnr, wns, wnt,
                wnu, wnv, wnw, wnx, wny, wnz, wo0, wo1, wo2, wo3, wo4, wo5, wo6, wo7, wo8, wo9, woa, wob, woc, wod, woe, wof, wog,
                woh, woi, woj, wok, wol, wom, won, woo, wop, woq, wor, wos, wot, wou, wov, wow, wox, woy, woz, wp0, wp1, wp2, wp3,
                wp4, wp5, wp6, wp7, wp8, wp9, wpa, wpb, wpc, wpd, wpe, wpf, wpg, wph, wpi, wpj, wpk, wpl, wpm, wpn, wpo, wpp, wpq,
                wpr, wps, wpt, wpu, wpv, wpw, wpx, wpy, wpz, wq0, wq1, wq2, wq3, wq4, wq5, wq6, wq7, wq8, wq9, wqa, wqb, wqc, wqd,
                wqe, wqf, wqg, wqh, wqi, wqj, wqk, wql, wqm, wqn, wqo, wqp, wqq, wqr, wqs, wqt, wqu, wqv, wqw, wqx, wqy, wqz, wr0,
                wr1, wr2, wr3, wr4, wr5, wr6, wr7, wr8, wr9, wra, wrb, wrc, wrd, wre, wrf, wrg, wrh, wri, wrj, wrk, wrl, wrm, wrn,
                wro, wrp, wrq, wrr, wrs, wrt, wru, wrv, wrw, wrx, wry, wrz, ws0, ws1, ws2, ws3, ws4, ws5, ws6, ws7, ws8, ws9, wsa,
                wsb, wsc, wsd, wse, wsf; calls > 0; calls--) {
            again(calls);
        }
    }

    /** 2,560 words. */
    static void kib20() {
        int calls = 2;
        for (long w0, w1, w2, w3, w4, w5, w6, w7, w8, w9, wa, wb, wc, wd, we, wf, wg, wh, wi, wj, wk, wl, wm, wn, wo, wp, wq, wr,
                ws, wt, wu, wv, ww, wx, wy, wz, w10, w11, w12, w13, w14, w15, w16, w17, w18, w19, w1a, w1b, w1c, w1d, w1e, w1f, w1g,
                w1h, w1i, w1j, w1k, w1l, w1m, w1n, w1o, w1p, w1q, w1r, w1s, w1t, w1u, w1v, w1w, w1x, w1y, w1z, w20, w21, w22, w23,
                w24, w25, w26, w27, w28, w29, w2a, w2b, w2c, w2d, w2e, w2f, w2g, w2h, w2i, w2j, w2k, w2l, w2m, w2n, w2o, w2p, w2q,
                w2r, w2s, w2t, w2u, w2v, w2w, w2x, w2y, w2z, w30, w31, w32, w33, w34, w35, w36, w37, w38, w39, w3a, w3b, w3c, w3d,
                w3e, w3f, w3g, w3h, w3i, w3j, w3k, w3l, w3m, w3n, w3o, w3p, w3q, w3r, w3s, w3t, w3u, w3v, w3w, w3x, w3y, w3z, w40,
                w41, w42, w43, w44, w45, w46, w47, w48, w49, w4a, w4b, w4c, w4d, w4e, w4f, w4g, w4h, w4i, w4j, w4k, w4l, w4m, w4n,
                w4o, w4p, w4q, w4r, w4s, w4t, w4u, w4v, w4w, w4x, w4y, w4z, w50, w51, w52, w53, w54, w55, w56, w57, w58, w59, w5a,
                w5b, w5c, w5d, w5e, w5f, w5g, w5h, w5i, w5j, w5k, w5l, w5m, w5n, w5o, w5p, w5q, w5r, w5s, w5t, w5u, w5v, w5w, w5x,
                w5y, w5z, w60, w61, w62, w63, w64, w65, w66, w67, w68, w69, w6a, w6b, w6c, w6d, w6e, w6f, w6g, w6h, w6i, w6j, w6k,
                w6l, w6m, w6n, w6o, w6p, w6q, w6r, w6s, w6t, w6u, w6v, w6w, w6x, w6y, w6z, w70, w71, w72, w73, w74, w75, w76, w77,
                w78, w79, w7a, w7b, w7c, w7d, w7e, w7f, w7g, w7h, w7i, w7j, w7k, w7l, w7m, w7n, w7o, w7p, w7q, w7r, w7s, w7t, w7u,
                w7v, w7w, w7x, w7y, w7z, w80, w81, w82, w83, w84, w85, w86, w87, w88, w89, w8a, w8b, w8c, w8d, w8e, w8f, w8g, w8h,
                w8i, w8j, w8k, w8l, w8m, w8n, w8o, w8p, w8q, w8r, w8s, w8t, w8u, w8v, w8w, w8x, w8y, w8z, w90, w91, w92, w93, w94,
                w95, w96, w97, w98, w99, w9a, w9b, w9c, w9d, w9e, w9f, w9g, w9h, w9i, w9j, w9k, w9l, w9m, w9n, w9o, w9p, w9q, w9r,
                w9s, w9t, w9u, w9v, w9w, w9x, w9y, w9z, wa0, wa1, wa2, wa3, wa4, wa5, wa6, wa7, wa8, wa9, waa, wab, wac, wad, wae,
                waf, wag, wah, wai, waj, wak, wal, wam, wan, wao, wap, waq, war, was, wat, wau, wav, waw, wax, way, waz, wb0, wb1,
                wb2, wb3, wb4, wb5, wb6, wb7, wb8, wb9, wba, wbb, wbc, wbd, wbe, wbf, wbg, wbh, wbi, wbj, wbk, wbl, wbm, wbn, wbo,
                wbp, wbq, wbr, wbs, wbt, wbu, wbv, wbw, wbx, wby, wbz, wc0, wc1, wc2, wc3, wc4, wc5, wc6, wc7, wc8, wc9, wca, wcb,
                wcc, wcd, wce, wcf, wcg, wch, wci, wcj, wck, wcl, wcm, wcn, wco, wcp, wcq, wcr, wcs, wct, wcu, wcv, wcw, wcx, wcy,
                wcz, wd0, wd1, wd2, wd3, wd4, wd5, wd6, wd7, wd8, wd9, wda, wdb, wdc, wdd, wde, wdf, wdg, wdh, wdi, wdj, wdk, wdl,
                wdm, wdn, wdo, wdp, wdq, wdr, wds, wdt, wdu, wdv, wdw, wdx, wdy, wdz, we0, we1, we2, we3, we4, we5, we6, we7, we8,
                we9, wea, web, wec, wed, wee, wef, weg, weh, wei, wej, wek, wel, wem, wen, weo, wep, weq, wer, wes, wet, weu, wev,
                wew, wex, wey, wez, wf0, wf1, wf2, wf3, wf4, wf5, wf6, wf7, wf8, wf9, wfa, wfb, wfc, wfd, wfe, wff, wfg, wfh, wfi,
                wfj, wfk, wfl, wfm, wfn, wfo, wfp, wfq, wfr, wfs, wft, wfu, wfv, wfw, wfx, wfy, wfz, wg0, wg1, wg2, wg3, wg4, wg5,
                wg6, wg7, wg8, wg9, wga, wgb, wgc, wgd, wge, wgf, wgg, wgh, wgi, wgj, wgk, wgl, wgm, wgn, wgo, wgp, wgq, wgr, wgs,
                wgt, wgu, wgv, wgw, wgx, wgy, wgz, wh0, wh1, wh2, wh3, wh4, wh5, wh6, wh7, wh8, wh9, wha, whb, whc, whd, whe, whf,
                whg, whh, whi, whj, whk, whl, whm, whn, who, whp, whq, whr, whs, wht, whu, whv, whw, whx, why, whz, wi0, wi1, wi2,
                wi3, wi4, wi5, wi6, wi7, wi8, wi9, wia, wib, wic, wid, wie, wif, wig, wih, wii, wij, wik, wil, wim, win, wio, wip,
                wiq, wir, wis, wit, wiu, wiv, wiw, wix, wiy, wiz, wj0, wj1, wj2, wj3, wj4, wj5, wj6, wj7, wj8, wj9, wja, wjb, wjc,
                wjd, wje, wjf, wjg, wjh, wji, wjj, wjk, wjl, wjm, wjn, wjo, wjp, wjq, wjr, wjs, wjt, wju, wjv, wjw, wjx, wjy, wjz,
                wk0, wk1, wk2, wk3, wk4, wk5, wk6, wk7, wk8, wk9, wka, wkb, wkc, wkd, wke, wkf, wkg, wkh, wki, wkj, wkk, wkl, wkm,
                wkn, wko, wkp, wkq, wkr, wks, wkt, wku, wkv, wkw, wkx, wky, wkz, wl0, wl1, wl2, wl3, wl4, wl5, wl6, wl7, wl8, wl9,
                wla, wlb, wlc, wld, wle, wlf, wlg, wlh, wli, wlj, wlk, wll, wlm, wln, wlo, wlp, wlq, wlr, wls, wlt, wlu, wlv, wlw,
                wlx, wly, wlz, wm0, wm1, wm2, wm3, wm4, wm5, wm6, wm7, wm8, wm9, wma, wmb, wmc, wmd, wme, wmf, wmg, wmh, wmi, wmj,
                wmk, wml, wmm, wmn, wmo, wmp, wmq, wmr, wms, wmt, wmu, wmv, wmw, wmx, wmy, wmz, wn0, wn1, wn2, wn3, wn4, wn5, wn6,
                wn7, wn8, wn9, wna, wnb, wnc, wnd, wne, wnf, wng, wnh, wni, wnj, wnk, wnl, wnm, wnn, wno, wnp, wnq, wnr, wns, wnt,
                wnu, wnv, wnw, wnx, wny, wnz, wo0, wo1, wo2, wo3, wo4, wo5, wo6, wo7, wo8, wo9, woa, wob, woc, wod, woe, wof, wog,
                woh, woi, woj, wok, wol, wom, won, woo, wop, woq, wor, wos, wot, wou, wov, wow, wox, woy, woz, wp0, wp1, wp2, wp3,
                wp4, wp5, wp6, wp7, wp8, wp9, wpa, wpb, wpc, wpd, wpe, wpf, wpg, wph, wpi, wpj, wpk, wpl, wpm, wpn, wpo, wpp, wpq,
                wpr, wps, wpt, wpu, wpv, wpw, wpx, wpy, wpz, wq0, wq1, wq2, wq3, wq4, wq5, wq6, wq7, wq8, wq9, wqa, wqb, wqc, wqd,
                wqe, wqf, wqg, wqh, wqi, wqj, wqk, wql, wqm, wqn, wqo, wqp, wqq, wqr, wqs, wqt, wqu, wqv, wqw, wqx, wqy, wqz, wr0,
                wr1, wr2, wr3, wr4, wr5, wr6, wr7, wr8, wr9, wra, wrb, wrc, wrd, wre, wrf, wrg, wrh, wri, wrj, wrk, wrl, wrm, wrn,
                wro, wrp, wrq, wrr, wrs, wrt, wru, wrv, wrw, wrx, wry, wrz, ws0, ws1, ws2, ws3, ws4, ws5, ws6, ws7, ws8, ws9, wsa,
                wsb, wsc, wsd, wse, wsf, wsg, wsh, wsi, wsj, wsk, wsl, wsm, wsn, wso, wsp, wsq, wsr, wss, wst, wsu, wsv, wsw, wsx,
                wsy, wsz, wt0, wt1, wt2, wt3, wt4, wt5, wt6, wt7, wt8, wt9, wta, wtb, wtc, wtd, wte, wtf, wtg, wth, wti, wtj, wtk,
                wtl, wtm, wtn, wto, wtp, wtq, wtr, wts, wtt, wtu, wtv, wtw, wtx, wty, wtz, wu0, wu1, wu2, wu3, wu4, wu5, wu6, wu7,
                wu8, wu9, wua, wub, wuc, wud, wue, wuf, wug, wuh, wui, wuj, wuk, wul, wum, wun, wuo, wup, wuq, wur, wus, wut, wuu,
                wuv, wuw, wux, wuy, wuz, wv0, wv1, wv2, wv3, wv4, wv5, wv6, wv7, wv8, wv9, wva, wvb, wvc, wvd, wve, wvf, wvg, wvh,
                wvi, wvj, wvk, wvl, wvm, wvn, wvo, wvp, wvq, wvr, wvs, wvt, wvu, wvv, wvw, wvx, wvy, wvz, ww0, ww1, ww2, ww3, ww4,
                ww5, ww6, ww7, ww8, ww9, wwa, wwb, wwc, wwd, wwe, wwf, wwg, wwh, wwi, wwj, wwk, wwl, wwm, wwn, wwo, wwp, wwq, wwr,
                wws, wwt, wwu, wwv, www, wwx, wwy, wwz, wx0, wx1, wx2, wx3, wx4, wx5, wx6, wx7, wx8, wx9, wxa, wxb, wxc, wxd, wxe,
                wxf, wxg, wxh, wxi, wxj, wxk, wxl, wxm, wxn, wxo, wxp, wxq, wxr, wxs, wxt, wxu, wxv, wxw, wxx, wxy, wxz, wy0, wy1,
                wy2, wy3, wy4, wy5, wy6, wy7, wy8, wy9, wya, wyb, wyc, wyd, wye, wyf, wyg, wyh, wyi, wyj, wyk, wyl, wym, wyn, wyo,
                wyp, wyq, wyr, wys, wyt, wyu, wyv, wyw, wyx, wyy, wyz, wz0, wz1, wz2, wz3, wz4, wz5, wz6, wz7, wz8, wz9, wza, wzb,
                wzc, wzd, wze, wzf, wzg, wzh, wzi, wzj; calls > 0; calls--) {
            again(calls);
        }
    }

    private static void again(int calls) {
        if (calls > 0) {
            again(calls - 1);
        }
    }
}
